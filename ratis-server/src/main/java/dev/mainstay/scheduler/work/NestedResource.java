// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A resource's place among the others: which kind it is, what encloses it, what it consists of and
 * what it runs inside. Groups, clones and bundles are made of their children; a primitive has none.
 */
public abstract sealed class NestedResource permits WorkResource {
    private final Variant variant;
    private final List<WorkResource> children = new ArrayList<>();
    private final List<WorkResource> launched = new ArrayList<>();
    private final List<BundleReplica> replicas = new ArrayList<>();
    private @Nullable WorkResource parent = null;
    private @Nullable WorkResource container = null;
    private CloneOptions cloneOptions = new CloneOptions(1, 1, 1, 1, 0, true, false, false, false);

    NestedResource(Variant variant) {
        this.variant = variant;
    }

    /** This one, as what it is besides its place. */
    abstract WorkResource self();

    public Variant variant() {
        return variant;
    }

    public boolean isPrimitive() {
        return variant == Variant.PRIMITIVE;
    }

    public boolean isGroup() {
        return variant == Variant.GROUP;
    }

    public boolean isClone() {
        return variant == Variant.CLONE;
    }

    public boolean isBundle() {
        return variant == Variant.BUNDLE;
    }

    /** Whether it is a clone or bundle: several instances behind one name. */
    public boolean isMultiple() {
        return isClone() || isBundle();
    }

    public boolean isPromotable() {
        return isClone() && cloneOptions.promotable();
    }

    public @Nullable WorkResource parent() {
        return parent;
    }

    public void parent(@Nullable WorkResource value) {
        this.parent = value;
    }

    public List<WorkResource> children() {
        return children;
    }

    public CloneOptions cloneOptions() {
        return cloneOptions;
    }

    public void cloneOptions(CloneOptions value) {
        this.cloneOptions = value;
    }

    /** The resource inside which it runs: a container, or what runs a guest; null if none. */
    public @Nullable WorkResource container() {
        return container;
    }

    public void container(@Nullable WorkResource value) {
        this.container = value;
    }

    /** What runs inside it, or connects to that. */
    public List<WorkResource> launched() {
        return launched;
    }

    /** The replicas of a bundle; empty for anything else. */
    public List<BundleReplica> replicas() {
        return replicas;
    }

    /** The clone this is an instance, or part of an instance, of; null if none. */
    public @Nullable WorkResource enclosingClone() {
        for (WorkResource r = parent; r != null; r = r.parent()) {
            if (r.isClone()) {
                return r;
            }
        }
        return null;
    }

    public @Nullable WorkResource enclosingBundle() {
        for (WorkResource r = self(); r != null; r = r.parent()) {
            if (r.isBundle()) {
                return r;
            }
        }
        return null;
    }

    /** The outermost resource, a bundle not counted if {@code withBundles} is false. */
    public WorkResource top(boolean withBundles) {
        WorkResource top = self();
        for (WorkResource r = parent; r != null && (withBundles || !r.isBundle());
                r = r.parent()) {
            top = r;
        }
        return top;
    }

    /** Whether it is, or is part of, an instance of a promotable clone. */
    public boolean inPromotable() {
        WorkResource clone = isClone() ? self() : enclosingClone();
        return clone != null && clone.isPromotable();
    }

    /** This and everything below it that is a primitive, in order. */
    public Stream<WorkResource> primitives() {
        return isPrimitive() ? Stream.of(self())
                : children.stream().flatMap(WorkResource::primitives);
    }

    /** This and everything below it, parents first. */
    public Stream<WorkResource> tree() {
        return children.isEmpty() ? Stream.of(self())
                : Stream.concat(Stream.of(self()), children.stream().flatMap(WorkResource::tree));
    }
}
