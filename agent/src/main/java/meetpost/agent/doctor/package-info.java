/** What can be wrong with a board, its system and its broker, and the exact line that mends it. */
package meetpost.agent.doctor;
