import com.pi4j.Pi4J;
import com.pi4j.io.i2c.I2C;
import meetpost.simulator.chip.Tmp102Chip;
import meetpost.simulator.pi4j.SimulatedPlatform;

/** A Pi4J program on a machine that is no Pi. */
class Thermometer {

    public static void main(String[] args) throws InterruptedException {
        var chip = new Tmp102Chip();
        var platform = new SimulatedPlatform();
        platform.i2c(1).attach(0x48, chip);
        var pi4j = Pi4J.newContextBuilder().add(platform.providers()).build();

        var sensor = pi4j.create(I2C.newConfigBuilder(pi4j).id("tmp102").bus(1).device(0x48).build());
        for (double celsius : new double[] {21.5, -3.25}) {
            chip.temperature(celsius); // the door at its back: nothing else knows of a simulator
            Thread.sleep(300); // it converts four times a second, as the datasheet says
            byte[] word = new byte[2];
            sensor.readRegister(0x00, word);
            System.out.println((word[0] << 4 | (word[1] & 0xFF) >> 4) / 16.0 + " °C");
        }
        pi4j.shutdown();
    }
}
