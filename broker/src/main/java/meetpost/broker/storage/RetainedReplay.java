package meetpost.broker.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.payload.PayloadFiles;
import meetpost.broker.payload.StoredPayload;

/**
 * The retained messages that the records of a journal add up to. A payload on the disk may not have
 * survived a power cut that the record which names it did: the one before it is still there then.
 */
public final class RetainedReplay {

    /**
     * @param safe whether it was there as a whole before its record was
     * @param before what it replaced, where that may still be needed
     */
    private record Value(Message message, boolean safe, @Nullable Value before) {}

    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<String> lost = new ArrayList<>();
    private long count;
    private long missing;

    public void put(Message message, boolean safe) {
        count++;
        String topic = message.topic().name();
        values.put(topic, new Value(message, safe, safe ? null : values.get(topic)));
    }

    /** So many a snapshot had, of which this is the end. */
    public void total(long number) {
        missing += number - count;
    }

    /** How many a snapshot had that could not be read. */
    public long missing() {
        return missing;
    }

    public void remove(String topic) {
        values.remove(topic);
    }

    /** Those of which everything is there, oldest first; all payloads have been looked at. */
    List<Message> in(PayloadFiles files) {
        List<Message> found = new ArrayList<>();
        for (Map.Entry<String, Value> one : values.entrySet()) {
            Message whole = whole(one.getValue(), files);
            if (whole != null) {
                found.add(whole);
            } else if (wasSafe(one.getValue())) {
                lost.add(one.getKey());
            }
        }
        return found;
    }

    private static @Nullable Message whole(Value newest, PayloadFiles files) {
        for (Value value = newest; value != null; value = value.before) {
            StoredPayload stored = value.message.stored();
            if (stored == null || (value.safe ? files.isThere(stored) : files.isWhole(stored))) {
                return value.message;
            }
        }
        return null;
    }

    /** What never was may have gone with a power cut, as everything that was just written. */
    private static boolean wasSafe(Value newest) {
        boolean safe = false;
        for (Value value = newest; value != null; value = value.before) {
            safe |= value.safe;
        }
        return safe;
    }

    /** Topics whose payloads are not there any more, though they had been forced. */
    List<String> lost() {
        return List.copyOf(lost);
    }
}
