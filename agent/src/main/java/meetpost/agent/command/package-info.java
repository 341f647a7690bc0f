/** From a payload to an output and back to an answer. */
package meetpost.agent.command;
