/** What is on or off by itself, from line to topic. */
package meetpost.agent.input;
