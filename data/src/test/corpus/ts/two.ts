# c
@problemName M
@timeStamps false
@classLabel true a b
@data
1,2,3:4,5:a
-1.5,2e1:4,5,6: b
