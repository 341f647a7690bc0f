/** What somebody wrote for Mosquitto, as settings for our own broker. */
package meetpost.agent.mosquitto;
