// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A service in containers, with what the containers need. Container and network options are the
 * XML attributes as written (image, replicas, ...; ip-range-start, control-port, ...).
 */
public record Bundle(
        ResourceId id,
        ResourceOptions options,
        Container container,
        Optional<Network> network,
        Optional<Storage> storage,
        Optional<Primitive> primitive) implements Resource {
    public Bundle {
        Objects.requireNonNull(id);
        Objects.requireNonNull(options);
        Objects.requireNonNull(container);
        Objects.requireNonNull(network);
        Objects.requireNonNull(storage);
        Objects.requireNonNull(primitive);
    }

    /** The container technology (docker, podman, rkt) and its options. */
    public record Container(String technology, SortedMap<String, String> options) {
        public Container {
            Objects.requireNonNull(technology);
            options = SortedMaps.copyOf(options);
        }
    }

    /** Addresses and ports of the replicas. */
    public record Network(
            Optional<String> id, SortedMap<String, String> options, List<Mapping> ports) {
        public Network {
            Objects.requireNonNull(id);
            options = SortedMaps.copyOf(options);
            ports = List.copyOf(ports);
        }
    }

    /** Directories given into the replicas. */
    public record Storage(Optional<String> id, List<Mapping> mappings) {
        public Storage {
            Objects.requireNonNull(id);
            mappings = List.copyOf(mappings);
        }
    }

    /** A port or storage mapping: its options as written. */
    public record Mapping(String id, SortedMap<String, String> options) {
        public Mapping {
            Objects.requireNonNull(id);
            options = SortedMaps.copyOf(options);
        }
    }
}
