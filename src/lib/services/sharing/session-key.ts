/** Where it is kept who this browser is to the gallery, and what its locks and channel are called. */
export const sharingKey = 'deejai-sharing';
