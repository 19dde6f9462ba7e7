package slipway.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import slipway.handler.Enroll;
import slipway.handler.Plan;

class HandlersTest {
    abstract static class Hidden {
        public final void handleRequest() {}
    }

    public static final class Inheriting extends Hidden {}

    @Test
    void aMethodThatAHiddenClassDeclaresIsOutOfTheRuntimesReach() {
        assertThatThrownBy(() -> Handlers.requireReach(Inheriting.class, "handleRequest")).hasMessageEndingWith("make the class that declares it public");
        assertThatCode(() -> Handlers.requireReach(Plan.class, "handleRequest")).doesNotThrowAnyException();
        assertThatCode(() -> Handlers.requireReach(Enroll.class, "handleRequest")).doesNotThrowAnyException();
    }
}
