declare module 'natural/lib/natural/distance/levenshtein_distance.js' {
  const distances: {
    /** `restricted` counts a swap of two neighbouring letters as one slip and never edits a pair twice. */
    DamerauLevenshteinDistance(a: string, b: string, options: { restricted: boolean }): number;
  };
  export default distances;
}
