/**
 * Many simulated devices in one process, to size a broker before the Pis are bought. Its MQTT is
 * its own and no more than it needs: one thread carries a thousand connections, which the agent's
 * client with its four threads each could not.
 */
package meetpost.simulator.fleet;
