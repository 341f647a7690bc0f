/** Files of Mosquitto's, as it reads them. */
package meetpost.agent.mosquitto.file;
