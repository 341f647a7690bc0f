/** The entry of the program. */
package meetpost.agent;
