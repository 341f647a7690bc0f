package meetpost.agent.json;

/**
 * What a text of JSON may cost. Each kind of message has its own.
 *
 * @param bytes of the whole text in UTF-8; characters of one that is decoded already
 * @param depth how many objects and arrays may be open at once, the outermost included
 * @param values of objects and arrays together, at any depth
 */
public record Limits(int bytes, int depth, int values) {

    public Limits {
        if (bytes < 2 || depth < 1 || values < 0) {
            throw new IllegalArgumentException(
                    "%s bytes, %s deep, %s values".formatted(bytes, depth, values));
        }
    }
}
