package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.scan.PartWithoutDriver;
import meetpost.drivers.sensor.Catalog;
import meetpost.drivers.sensor.KernelPart;
import meetpost.drivers.sensor.Part;

/** From the name of a part to the part. */
record PartNames(List<Part> parts) {

    /** Aosong's names for the same part in other cases, with the same protocol. */
    private static final Set<String> SAME_AS_DHT22 = Set.of("am2301", "am2302", "dht21");

    PartNames {
        parts = List.copyOf(parts);
    }

    /**
     * A name as settings have it.
     *
     * @throws WrongValue if there is a space in it
     */
    static String written(String text) throws WrongValue {
        String closed = text.replaceAll("\\s", "");
        if (!closed.equals(text)) {
            throw new WrongValue(
                    "part %s has a space in it, expected %s"
                            .formatted(ProblemReport.quoted(text), ProblemReport.quoted(closed)));
        }
        return text;
    }

    /**
     * The part of that name, or the only one that has it without the maker or is sold under it.
     *
     * @throws WrongValue with what is known of it
     */
    Part part(String name) throws WrongValue {
        List<Part> exact = parts.stream().filter(part -> part.name().equals(name)).toList();
        List<Part> found = exact.isEmpty() ? byModel(name) : exact;
        if (found.size() == 1) {
            return found.get(0);
        }
        if (!found.isEmpty()) {
            throw new WrongValue(
                    "several makers have a part "
                            + ProblemReport.quoted(name)
                            + ", expected "
                            + Scalars.or(found.stream().map(Part::name).toList()));
        }
        throw new WrongValue(unknown(name));
    }

    private List<Part> byModel(String name) {
        Optional<String> sold = Catalog.soldAs(name);
        return parts.stream()
                .filter(
                        part ->
                                model(part.name()).equals(name)
                                        || sold.filter(part.name()::equals).isPresent())
                .toList();
    }

    private String unknown(String name) {
        String quoted = ProblemReport.quoted(name);
        Optional<PartWithoutDriver> known = PartWithoutDriver.called(name);
        Optional<String> kernel = throughTheKernel(name);
        if (known.isPresent()) {
            return "part %s is known (%s: %s), but there is no driver yet; expected a part of the table \"Parts\" in README.md%s"
                    .formatted(
                            quoted,
                            known.get().name(),
                            known.get().what(),
                            kernel.map(", or "::concat).orElse(""));
        }
        List<String> names = parts.stream().map(Part::name).toList();
        if (kernel.isPresent() && byModel(name, names).isEmpty()) {
            return "part %s is not in the table \"Parts\" of README.md, expected %s"
                    .formatted(quoted, kernel.get());
        }
        String all = String.join("; ", names);
        // The same model of another maker is a better guess than another model of the same one.
        Optional<String> near =
                byModel(name, names)
                        .or(() -> Nearest.to(name, names))
                        .or(() -> nearModel(name, names));
        Optional<PartWithoutDriver> nearer =
                near.isPresent() ? closer(name, near.get()) : near(name);
        if (nearer.isPresent()) {
            return "unknown part %s; is it a %s (%s)? There is no driver for that yet; expected one of: %s"
                    .formatted(quoted, nearer.get().name(), nearer.get().what(), all);
        }
        return "unknown part "
                + quoted
                + ", expected "
                + near.map(one -> one + " (all of them: " + all + ")").orElse("one of: " + all);
    }

    /** How a part is read that others sell under another name, or that the kernel reads. */
    private static Optional<String> throughTheKernel(String name) {
        String model = model(name).toLowerCase(Locale.ROOT);
        if (SAME_AS_DHT22.contains(model)) {
            return Optional.of("aosong,dht22, which is the same inside");
        }
        return KernelPart.all().stream()
                .filter(part -> part.device().equals(model))
                .findFirst()
                .map(
                        part ->
                                "part: \"linux,%s\" with device: %s, which the kernel reads"
                                        .formatted(part.of().word(), part.device()));
    }

    private static Optional<String> byModel(String name, List<String> names) {
        return names.stream().filter(each -> model(each).equalsIgnoreCase(model(name))).findFirst();
    }

    private static Optional<String> nearModel(String name, List<String> names) {
        return Nearest.to(model(name), names.stream().map(PartNames::model).toList())
                .flatMap(model -> byModel(model, names));
    }

    private static Optional<PartWithoutDriver> near(String name) {
        return Nearest.to(
                        model(name),
                        PartWithoutDriver.all().stream().map(PartWithoutDriver::plain).toList())
                .flatMap(PartWithoutDriver::called);
    }

    /** A part without a driver that is fewer slips away than the one with a driver. */
    private static Optional<PartWithoutDriver> closer(String name, String near) {
        int slips = Nearest.slips(model(name), model(near));
        return near(name).filter(part -> Nearest.slips(model(name), part.plain()) < slips);
    }

    /** Without the maker. */
    private static String model(String name) {
        return name.substring(name.indexOf(',') + 1);
    }
}
