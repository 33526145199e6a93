/** Where the login is kept, in this site's own storage. */
export const sessionKey = 'deejai-spotify-session';
