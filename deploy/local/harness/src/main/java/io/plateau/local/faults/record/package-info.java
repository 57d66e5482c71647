/** Records as they lie on the broker: read whole, sent again byte for byte, or damaged in a known way. */
package io.plateau.local.faults.record;
