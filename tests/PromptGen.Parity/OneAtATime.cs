// While one test verifies, no other may fill the room in which nothing is collected (WithoutCollection).
[assembly: CollectionBehavior(DisableTestParallelization = true)]
