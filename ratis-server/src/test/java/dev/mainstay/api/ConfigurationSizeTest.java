// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.state.Scenario;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfigurationSizeTest {

    private static Configuration of(Scenario cluster, int resources) {
        List<Resource> primitives = IntStream.range(0, resources)
                .<Resource>mapToObj(number -> Scenario.primitive("r" + number))
                .toList();
        return cluster.state().configuration().withResources(primitives);
    }

    @Test
    void largerThanTheLimitIsRefusedByName() {
        Scenario cluster = Scenario.of("a").with(Scenario.primitive("r"));
        cluster.accept(Scenario.property("configuration-bytes-max", "1000"));

        assertDoesNotThrow(() -> ConfigurationSize.check(cluster.state(), of(cluster, 2)));
        StatusRuntimeException refused = assertThrows(StatusRuntimeException.class,
                () -> ConfigurationSize.check(cluster.state(), of(cluster, 100)));
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode());
        assertTrue(String.valueOf(refused.getMessage()).contains(
                "cluster option configuration-bytes-max) is limited to 1000"), refused::toString);
    }

    @Test
    void whatIsTooLargeAlreadyMayBecomeSmaller() {
        Scenario cluster = Scenario.of("a").with(IntStream.range(0, 100)
                .mapToObj(number -> Scenario.primitive("r" + number)).toArray(Primitive[]::new));
        cluster.accept(Scenario.property("configuration-bytes-max", "1"));

        assertDoesNotThrow(() -> ConfigurationSize.check(cluster.state(), of(cluster, 50)));
        assertThrows(StatusRuntimeException.class,
                () -> ConfigurationSize.check(cluster.state(), of(cluster, 101)));
    }

    @Test
    void noOptionRaisesTheLimitAboveWhatAMessageTakes() {
        Scenario cluster = Scenario.of("a").with(Scenario.primitive("r"));
        cluster.accept(Scenario.property("configuration-bytes-max", "9999999999"));

        assertThrows(StatusRuntimeException.class, () -> ConfigurationSize.check(cluster.state(),
                of(cluster, 1).withResources(List.of(Scenario.primitive(
                        "x".repeat((int) ConfigurationSize.LARGEST))))));
    }
}
