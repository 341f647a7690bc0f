/** Who may read which file of this machine. */
package meetpost.agent.file;
