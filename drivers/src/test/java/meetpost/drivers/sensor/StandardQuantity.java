package meetpost.drivers.sensor;

import java.util.Optional;
import org.junit.jupiter.params.converter.ArgumentConversionException;
import org.junit.jupiter.params.converter.TypedArgumentConverter;

/** A quantity in a table of a test, by its English name. */
final class StandardQuantity extends TypedArgumentConverter<String, Quantity> {

    StandardQuantity() {
        super(String.class, Quantity.class);
    }

    @Override
    protected Quantity convert(String name) {
        Optional<Quantity> found =
                Quantity.standard().stream()
                        .filter(quantity -> quantity.english().equals(name))
                        .findFirst();
        return found.orElseThrow(() -> new ArgumentConversionException("no quantity: " + name));
    }
}
