/** Who may read which file of this machine, and small files that outlive a power cut. */
package meetpost.agent.file;
