/** The subcommands: from typed words to what they ask for, and to an exit code. */
package meetpost.agent.cli;
