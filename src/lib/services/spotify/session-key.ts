/** Where the login is kept, in this site's own storage. */
export const sessionKey = 'deejai-spotify-session';
/** Where titles and covers are kept for a day. */
export const cacheKey = 'deejai-spotify-tracks';
