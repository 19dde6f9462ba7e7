package slipway.strangers.machines;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Behaviour;
import slipway.strangers.Moto;

/** The shipped machines in our interpreter and in moto's: the same story is the same history. */
class MachinesTest {
    private static Conductor conductor;
    private static Moto moto;

    @BeforeAll
    static void open() throws Exception {
        conductor = Conductor.open();
        moto = Moto.start(conductor.url());
    }

    @AfterAll
    static void close() {
        moto.close();
        conductor.close();
    }

    @Test
    void first() {
        long t = System.nanoTime();
        Stage own = new OwnStage();
        own.push("api", "v2", Behaviour.GOOD);
        own.play();
        System.out.println("own " + (System.nanoTime() - t) / 1_000_000);
        t = System.nanoTime();
        Stage other = new MotoStage(conductor, new MotoMachines(moto.port()));
        System.out.println("opened " + (System.nanoTime() - t) / 1_000_000);
        other.push("api", "v2", Behaviour.GOOD);
        other.play();
        System.out.println("moto " + (System.nanoTime() - t) / 1_000_000);
        show(own.traces(), other.traces());
    }

    static void show(java.util.List<Trace> own, java.util.List<Trace> other) {
        System.out.println(own.size() + " " + other.size());
        for (int i = 0; i < Math.min(own.size(), other.size()); i++) {
            var a = own.get(i); var b = other.get(i);
            System.out.println(a.machine() + "/" + b.machine() + " " + a.name() + "/" + b.name() + " " + a.status() + "/" + b.status());
            for (int k = 0; k < Math.max(a.steps().size(), b.steps().size()); k++) {
                String x = k < a.steps().size() ? a.steps().get(k).toString() : "";
                String y = k < b.steps().size() ? b.steps().get(k).toString() : "";
                if (!x.equals(y)) {
                    b.steps().stream().skip(k).limit(6).forEach(System.out::println);
                    System.out.println("OWN  " + x + "\nMOTO " + y);
                    break;
                }
            }
        }
    }
}
