// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.connection;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Decides which node is meant: what the command line says comes before the environment. */
public final class EndpointChoice {

    private EndpointChoice() {}

    public static Endpoint of(
            Optional<String> endpoint, Optional<Path> folder, Map<String, String> environment) {
        Optional<NodeFolder> chosenFolder = folder
                .or(() -> Optional.ofNullable(environment.get("MAINSTAY_DIR")).map(Path::of))
                .map(NodeFolder::new);
        Endpoint.Credentials credentials = NodeFolder.credentials(
                chosenFolder.map(NodeFolder::keys).orElse(NodeFolder.SYSTEM_KEYS));
        // A folder on the command line is nearer than an endpoint in the environment.
        Optional<String> address = endpoint.or(() -> folder.isPresent()
                ? Optional.empty()
                : Optional.ofNullable(environment.get("MAINSTAY_ENDPOINT")));
        return address
                .map(text -> Endpoint.parse(text, credentials))
                .orElseGet(() -> new Endpoint.Socket(chosenFolder
                        .map(NodeFolder::socket)
                        .orElse(NodeFolder.SYSTEM_SOCKET)));
    }
}
