/** What belongs to the process and its host: signals, exit, version, directories. */
package meetpost.agent.process;
