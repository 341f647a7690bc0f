package meetpost.agent.outbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.outbox.DiskRecord.Gone;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.outbox.DiskRecord.Stepped;

/**
 * The outbox's records as bytes, and back. Safe for use by several threads.
 *
 * @param offset by how much ids on disk are higher than in memory: they go on there behind those of
 *     earlier runs
 */
record DiskFormat<T>(Kind<T> kind, long offset) {

    /** The first byte says which. */
    byte[] bytes(DiskRecord<T> record) {
        var bytes = new ByteArrayOutputStream(96);
        var out = new DataOutputStream(bytes);
        try {
            if (record instanceof Kept<T> kept) {
                out.writeByte(1);
                out.writeLong(kept.id() + offset);
                write(kept.moment(), out);
                kind.write(kept.thing(), out);
            } else if (record instanceof Gone<T> gone) {
                out.writeByte(2);
                out.writeInt(gone.ids().size());
                for (long id : gone.ids()) {
                    out.writeLong(id + offset);
                }
            } else if (record instanceof Stepped<T> stepped) {
                out.writeByte(3);
                write(stepped.moment(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Empty for anything but a thing that waits. */
    Optional<Kept<T>> kept(byte[] bytes) {
        return of(bytes)
                .flatMap(
                        record ->
                                record instanceof Kept<T> kept
                                        ? Optional.of(kept)
                                        : Optional.empty());
    }

    /** Empty for what a later version wrote. */
    Optional<DiskRecord<T>> of(byte[] bytes) {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            return switch (in.readByte()) {
                case 1 ->
                        Optional.of(new Kept<>(in.readLong() - offset, moment(in), kind.read(in)));
                case 2 -> Optional.of(gone(in));
                case 3 -> Optional.of(new Stepped<>(moment(in)));
                default -> Optional.empty();
            };
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Gone<T> gone(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(in.readLong() - offset);
        }
        return new Gone<>(ids);
    }

    private static void write(Timestamp moment, DataOutputStream out) throws IOException {
        out.writeLong(moment.boot());
        out.writeLong(moment.tick());
        out.writeLong(moment.millis());
    }

    private static Timestamp moment(DataInputStream in) throws IOException {
        return new Timestamp(in.readLong(), in.readLong(), in.readLong());
    }
}
