package meetpost.broker.conformance;

import java.io.IOException;

/** The brokers that every conversation is held with. */
enum Brand {
    MOSQUITTO("Mosquitto", "mosquitto-2.0.11.txt", "2.0.11".equals(MosquittoPeer.VERSION)) {
        @Override
        Peer start(House house) {
            try {
                return MosquittoPeer.start(house);
            } catch (IOException e) {
                throw new IllegalStateException("Mosquitto did not start", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while Mosquitto started", e);
            }
        }
    };

    private final String label;
    private final Deviations deviations;

    Brand(String label, String deviations, boolean binding) {
        this.label = label;
        this.deviations = Deviations.read(deviations, binding);
    }

    /** A new broker of this brand. */
    abstract Peer start(House house);

    Deviations deviations() {
        return deviations;
    }

    @Override
    public String toString() {
        return label;
    }
}
