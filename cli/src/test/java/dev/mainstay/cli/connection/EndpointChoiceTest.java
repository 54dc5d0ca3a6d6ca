// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstay.cli.failure.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointChoiceTest {

    @ParameterizedTest
    @CsvSource({"n1,n1:7421", "n1:99,n1:99", "10.0.0.1:7421,10.0.0.1:7421", "[::1]:99,::1:99",
        "[::1],::1:7421", "/run/x.sock,/run/x.sock", "./api.sock,./api.sock"})
    void endpointsAreAddressesOrPaths(String text, String expected) {
        assertEquals(expected, choose(Optional.of(text), Optional.empty(), Map.of()).toString());
    }

    @Test
    void impossiblePortIsRefused() {
        CommandFailure failure = assertThrows(CommandFailure.class,
                () -> choose(Optional.of("n1:99999"), Optional.empty(), Map.of()));
        assertEquals("'n1:99999' is not an endpoint: '99999' is no port number.",
                failure.getMessage());
    }

    @Test
    void commandLineComesBeforeTheEnvironment() {
        Map<String, String> environment = Map.of("MAINSTAY_DIR", "/e", "MAINSTAY_ENDPOINT", "n9");
        assertEquals("n9:7421",
                choose(Optional.empty(), Optional.empty(), environment).toString());
        assertEquals("/d/api.sock", choose(Optional.empty(), Optional.of(Path.of("/d")),
                environment).toString());
        assertEquals("n1:7421", choose(Optional.of("n1"), Optional.of(Path.of("/d")),
                environment).toString());
        assertEquals("/e/api.sock", choose(Optional.empty(), Optional.empty(),
                Map.of("MAINSTAY_DIR", "/e")).toString());
        assertEquals("/run/mainstay/api.sock",
                choose(Optional.empty(), Optional.empty(), Map.of()).toString());
    }

    @Test
    void tcpShowsTheCertificateOfTheFolder() {
        Endpoint.Tcp tcp = (Endpoint.Tcp) choose(
                Optional.of("n1"), Optional.of(Path.of("/d")), Map.of());
        assertEquals(Path.of("/d/state/keys/node.pem"), tcp.credentials().certificate());
    }

    private static Endpoint choose(
            Optional<String> endpoint, Optional<Path> folder, Map<String, String> environment) {
        return EndpointChoice.of(endpoint, folder, environment);
    }
}
