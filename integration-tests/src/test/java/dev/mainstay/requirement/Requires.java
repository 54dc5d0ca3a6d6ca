// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.requirement;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks a test, or all tests of a class, as needing something of the machine. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RequirementCondition.class)
public @interface Requires {

    /** What has to be there, all of it. */
    Requirement[] value();
}
