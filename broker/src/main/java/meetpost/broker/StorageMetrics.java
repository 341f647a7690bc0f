package meetpost.broker;

import meetpost.broker.storage.Store;

/**
 * How what is kept on the disk fares.
 *
 * @param fails whether the disk takes nothing at present
 * @param damagedRecords that could not be read since the start, and are lost
 */
public record StorageMetrics(boolean fails, long damagedRecords) {

    static StorageMetrics of(Store store) {
        return new StorageMetrics(store.failing(), store.damage().records());
    }
}
