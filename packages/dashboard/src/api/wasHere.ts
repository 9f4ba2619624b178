const key = "parley-signed-in"

/** Whether somebody signed in from this browser and did not sign out: only then is it worth asking who. The session itself is out of any script's reach. */
export const wasHere = (): boolean => window.localStorage.getItem(key) === "yes"

export const rememberHere = (signedIn: boolean): void => signedIn ? window.localStorage.setItem(key, "yes") : window.localStorage.removeItem(key)
