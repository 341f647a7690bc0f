package meetpost.broker.conformance;

import java.io.IOException;

/** The brokers that every conversation is held with. */
enum Brand {
    MEETPOST("Meetpost", "meetpost.txt", true) {
        @Override
        Peer open(House house) throws IOException {
            return MeetpostPeer.start(house);
        }
    },
    MOSQUITTO("Mosquitto", "mosquitto-2.0.11.txt", "2.0.11".equals(MosquittoPeer.VERSION)) {
        @Override
        Peer open(House house) throws IOException {
            return MosquittoPeer.start(house);
        }
    };

    private final String label;
    private final String list;
    private final boolean binding;

    Brand(String label, String list, boolean binding) {
        this.label = label;
        this.list = list;
        this.binding = binding;
    }

    abstract Peer open(House house) throws IOException;

    /** A new broker of this brand. */
    Peer start(House house) {
        try {
            return open(house);
        } catch (IOException e) {
            throw new IllegalStateException(label + " did not start", e);
        }
    }

    Deviations deviations() {
        return Deviations.read(list, binding);
    }

    @Override
    public String toString() {
        return label;
    }
}
