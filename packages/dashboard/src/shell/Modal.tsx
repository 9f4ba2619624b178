import { type ReactElement, type ReactNode, useEffect, useId, useRef } from "react"

/** A dialog over the page: the browser keeps the focus inside, closes it with Escape and gives the focus back. */
export const Modal = ({ children, onClose, title }: { readonly title: string; readonly onClose: () => void; readonly children: ReactNode }): ReactElement => {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    const { current } = dialog
    current?.showModal()
    return () => {
      current?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={(event) => { event.preventDefault(); onClose() }}>
      <div className="stack"><h2 id={id}>{title}</h2>{children}</div>
    </dialog>
  )
}
