/** Names, mails and files hold what others wrote: what could steer a terminal is left out, line breaks stay. */
export const printable = (text: string): string => text.replace(/[^\P{C}\n]/gu, "")
