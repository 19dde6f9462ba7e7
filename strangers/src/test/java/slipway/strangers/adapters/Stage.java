package slipway.strangers.adapters;

import java.io.IOException;
import java.io.UncheckedIOException;

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

    abstract World world();

    private static final class SandboxHolder {
        private static final SandboxWorld WORLD = begun(SandboxWorld::begin);
    }

    private static final class MotoHolder {
        private static final MotoWorld WORLD = begun(() -> MotoWorld.begin(SandboxHolder.WORLD));
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
