package slipway.strangers.adapters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import slipway.strangers.Moto;

/** Where the same questions are put: each world begins once, for all tests of a run, and ends with it. */
enum Stage {
    MOTO {
        @Override
        MotoWorld world() {
            return MotoHolder.WORLD;
        }
    },
    SANDBOX {
        @Override
        SandboxWorld world() {
            return SandboxHolder.WORLD;
        }
    };

    /** It begins while the sandbox does. */
    private static final CompletableFuture<Integer> MOTO_PORT = CompletableFuture.supplyAsync(() -> begun(() -> Moto.start(MotoWorld.SETTINGS).port()));

    abstract World world();

    private static final class SandboxHolder {
        private static final SandboxWorld WORLD = begun(SandboxWorld::begin);
    }

    private static final class MotoHolder {
        private static final MotoWorld WORLD = begun(() -> new MotoWorld(SandboxHolder.WORLD, MOTO_PORT.join()));
    }

    private interface Beginning<T> {
        T begin() throws IOException;
    }

    private static <T> T begun(Beginning<T> beginning) {
        try {
            return beginning.begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
