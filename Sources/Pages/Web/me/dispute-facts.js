/**
 * What was said about a meeting's card, or about one that it took the place of. Pure.
 *
 * @param {{card: string|null}} visit an attendance
 * @param {Array<{card: string, supersededBy: string|null}>} disputes the newest first
 * @returns {Array<object>} the newest first
 */
export function disputesOf({ card }, disputes) {
    return disputes.filter((dispute) => card !== null && [dispute.card, dispute.supersededBy].includes(card));
}
