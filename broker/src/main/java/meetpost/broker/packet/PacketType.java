package meetpost.broker.packet;

/** The numbers of packets that several places speak of, MQTT 5 section 2.1.2. */
public final class PacketType {

    public static final int PUBLISH = 3;
    public static final int PUBACK = 4;
    public static final int PUBREC = 5;
    public static final int PUBREL = 6;
    public static final int PUBCOMP = 7;
    public static final int PINGRESP = 13;

    private PacketType() {}
}
