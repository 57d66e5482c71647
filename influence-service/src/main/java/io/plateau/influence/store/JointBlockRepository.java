package io.plateau.influence.store;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.influence.joint.JointBlock;
import io.plateau.influence.joint.JointSums;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Joint ablations of every block. */
@ApplicationScoped
public class JointBlockRepository implements PanacheRepositoryBase<JointBlockEntity, JointBlockEntity.Key> {

    /** Inside the caller's transaction. */
    public void save(String experimentId, int block, JointBlock sums) {
        persist(JointBlockEntity.of(experimentId, block, sums));
    }

    /** All blocks, added in block order. */
    public JointSums reduce(String experimentId) {
        JointSums sums = new JointSums();
        QuarkusTransaction.requiringNew().run(() -> list("experimentId = ?1 order by block", experimentId)
                .forEach(row -> sums.add(row.toBlock())));
        return sums;
    }
}
