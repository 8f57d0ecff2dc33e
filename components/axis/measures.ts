/** Height of a lane in px; bars stand in its middle. */
export const laneHeight = 32;
