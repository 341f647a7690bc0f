/** The surroundings of a board: rooms, weather, heaters, doors, and what goes wrong when. */
package meetpost.simulator.scene;
