/** On the create page's address it says what came of a share: `?shared=audio`. */
export const shareParameter = 'shared';
