/**
 * The bytes of MQTT 3.1, 3.1.1 and 5: packets that come in are read and checked field by field,
 * answers and PUBLISHes are written. Knows neither clients nor sessions: packets go to a {@code
 * PacketOutput}. One instance of each reader serves a whole event loop, and is confined to it.
 */
package meetpost.broker.packet;
