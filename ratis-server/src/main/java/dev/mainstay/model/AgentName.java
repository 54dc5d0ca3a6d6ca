// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;
import java.util.Optional;

/** Which agent runs a resource: standard (ocf, systemd, lsb, service, stonith), provider, type. */
public record AgentName(String standard, Optional<String> provider, String type) {
    public AgentName {
        Objects.requireNonNull(standard);
        Objects.requireNonNull(provider);
        Objects.requireNonNull(type);
    }

    public boolean isFenceDevice() {
        return standard.equals("stonith");
    }

    /** The resource that stands for the connection to a remote machine. */
    public boolean isRemoteConnection() {
        return standard.equals("ocf")
                && provider.filter("pacemaker"::equals).isPresent()
                && type.equals("remote");
    }

    @Override
    public String toString() {
        return standard + ":" + provider.map(p -> p + ":").orElse("") + type;
    }
}
