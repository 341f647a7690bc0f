/** The agent as a whole: how its parts are made, wired together, reloaded and stopped. */
package meetpost.agent.run;
