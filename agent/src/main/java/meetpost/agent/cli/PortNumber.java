package meetpost.agent.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A port of TCP as an option's value: 0, any that is free, to 65535. */
public final class PortNumber implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String value) {
        if (!PlainArguments.isPort(value)) {
            throw new TypeConversionException(
                    "'" + value + "' is no port, expected a number from 0 (any free one) to 65535");
        }
        return Integer.valueOf(value);
    }
}
